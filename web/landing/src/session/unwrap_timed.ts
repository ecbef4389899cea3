import { ApiError, isProblem, unwrap } from '@motovaultpro/api'
import { waitOf } from './moment'

type Answer<Data> = Promise<{ data?: Data; error?: unknown; response: Response }>

/** As `unwrap`; a refusal for asking too often (429) also says from when on asking again has a chance. */
export async function unwrapTimed<Data>(answer: Answer<Data>): Promise<Data> {
  try {
    return await unwrap(answer)
  } catch (error) {
    const wait_s = Number((await answer).response.headers.get('retry-after'))
    if (!isProblem(error, 429) || !(wait_s > 0)) throw error
    throw new ApiError({ ...error.problem, detail: `${error.message} You can try again ${waitOf(wait_s)}.` })
  }
}
