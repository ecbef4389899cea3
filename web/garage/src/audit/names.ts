import { nameOf, type Member } from '../members/members'
import { textIn, type Act } from './sentence'

/**
 * Who the people of a log are: the members of today and, of those who have left, what the log itself holds.
 * The newest name wins, and a member's own before all.
 */
export function namesFrom(members: Pick<Member, 'sub' | 'name' | 'email'>[], acts: Act[]): (sub: string) => string {
  const names = new Map<string, string>()
  const note = (sub: string | undefined, name: string | undefined) => {
    if (sub && name && !names.has(sub)) names.set(sub, name)
  }
  for (const member of members) note(member.sub, nameOf(member))
  for (const { before, after } of acts) {
    for (const state of [after, before]) {
      note(textIn(state, 'sub'), textIn(state, 'name') ?? textIn(state, 'email'))
      note(textIn(state, 'user_sub'), textIn(state, 'user_name') ?? textIn(state, 'user_email'))
      note(textIn(state, 'admin_user_id'), textIn(state, 'admin_name') ?? textIn(state, 'admin_email'))
    }
  }
  return (sub) => {
    if (sub === 'platform') return 'The platform'
    if (sub.startsWith('operator:')) return 'The operator'
    return names.get(sub) ?? sub
  }
}
