import { aRole } from '../members/members'

/** What a log says of one act; both kinds of entry have it. */
export interface Act {
  actor: string
  action: string
  target: string
  before?: unknown
  after?: unknown
}

/** A text that is not empty under `name`, if `state` is an object that has one. */
export function textIn(state: unknown, name: string): string | undefined {
  const value = typeof state === 'object' && state !== null ? (state as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

function valueIn(state: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined), state)
}

const isOther = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

function memberChange({ before, after }: Act, who: string, whom: string): string {
  const roles = [textIn(before, 'role'), textIn(after, 'role')]
  if (roles[0] !== roles[1]) return `${who} changed the role of ${whom} from ${roles[0]} to ${roles[1]}`
  if (textIn(before, 'state') === textIn(after, 'state')) return `${who} changed the details of ${whom}`
  return textIn(after, 'state') === 'suspended' ? `${who} suspended ${whom}` : `${who} let ${whom} back in`
}

function tenantChange({ before, after }: Act, who: string): string {
  const changes: string[] = []
  if (isOther(valueIn(before, 'name'), valueIn(after, 'name'))) changes.push(`the name of the garage to “${textIn(after, 'name')}”`)
  if (isOther(valueIn(before, 'settings', 'signup'), valueIn(after, 'settings', 'signup'))) changes.push('who may ask to join')
  return `${who} changed ${changes.length > 0 ? changes.join(' and ') : 'the settings of the garage'}`
}

const settingName: Record<string, string> = {
  distance_unit: 'the unit of distance',
  volume_unit: 'the unit of volume',
  economy_unit: 'the unit of consumption',
  currency: 'the currency',
  time_zone: 'the time zone',
}

function settingsChange({ before, after }: Act, who: string): string {
  const changes = Object.entries(settingName)
    .filter(([key]) => isOther(valueIn(before, key), valueIn(after, key)))
    .map(([key, name]) => `${name} to ${textIn(after, key)}`)
  return `${who} changed ${changes.join(', ')}`
}

function approval({ after }: Act, who: string, whom: string): string {
  const role = textIn(after, 'role') ?? 'member'
  // Nobody decided: the rule that did stands in the place of a person.
  const domain = textIn(after, 'decided_by')?.match(/^domain:(.+)$/)?.[1]
  return domain ? `${whom} came in as ${role} by the trusted mail domain ${domain}` : `${who} approved ${whom} as ${role}`
}

const applicant = ({ before, after }: Act) => textIn(after, 'user_name') ?? textIn(before, 'user_name') ?? textIn(after, 'user_email') ?? textIn(before, 'user_email') ?? 'somebody'
const withReason = (text: string, reason: string | undefined) => (reason ? `${text}: “${reason}”` : text)
const rows = (count: unknown) => (count === 1 ? 'one fill-up' : `${count} fill-ups`)

type Telling = (act: Act, who: string, nameOf: (sub: string) => string) => string

/** Every action that either log knows. */
const tellings: Record<string, Telling> = {
  'member.add': (act, who, nameOf) => `${who} made ${nameOf(act.target)} ${aRole(textIn(act.after, 'role') ?? 'member')}`,
  'member.update': (act, who, nameOf) => memberChange(act, who, nameOf(act.target)),
  'member.remove': (act, who, nameOf) => `${who} removed ${nameOf(act.target)}`,
  'member.leave': (_, who) => `${who} left the garage`,
  'signup.request': (act) => `${applicant(act)} asked to join`,
  'signup.approve': (act, who) => approval(act, who, applicant(act)),
  'signup.reject': (act, who) => withReason(`${who} turned ${applicant(act)} down`, textIn(act.after, 'reason')),
  'signup.withdraw': (act) => `${applicant(act)} took the request to join back`,
  'signup.expire': (act) => `The request of ${applicant(act)} expired without an answer`,
  'invitation.create': (act, who) => `${who} invited ${textIn(act.after, 'email')} as ${textIn(act.after, 'role')}`,
  'invitation.revoke': (act, who) => `${who} withdrew the invitation of ${textIn(act.before, 'email')}`,
  'invitation.accept': (act, who) => `${who} accepted the invitation as ${textIn(act.after, 'role')}`,
  'tenant.create': (act, who) => `${who} founded the garage ${act.target}`,
  'tenant.activate': (act) => `The garage ${act.target} opened`,
  'tenant.update': (act, who) => tenantChange(act, who),
  'tenant.suspend': (act, who) => withReason(`${who} suspended the garage ${act.target}`, textIn(act.after, 'reason')),
  'tenant.resume': (act, who) => `${who} opened the garage ${act.target} again`,
  'mail.retry': (_, who) => `${who} had a mail sent again`,
  'platform_admin.grant': (act, who) => `${who} made ${textIn(act.after, 'email') ?? act.target} an administrator of the platform`,
  'platform_admin.revoke': (act, who, nameOf) => `${who} ended ${nameOf(act.target)} as an administrator of the platform`,
  'api_key.create': (act, who) => `${who} made the API key “${textIn(act.after, 'name')}”`,
  'api_key.revoke': (act, who, nameOf) => {
    const owner = textIn(act.before, 'owner_sub')
    return `${who} revoked the API key “${textIn(act.before, 'name')}”${owner && owner !== act.actor ? ` of ${nameOf(owner)}` : ''}`
  },
  'settings.update': (act, who) => settingsChange(act, who),
  'fuel_logs.import': (act, who) => `${who} imported ${rows(valueIn(act.after, 'rows'))} into ${textIn(act.after, 'vehicle')}`,
}

/** An act in words. One that this page does not know yet is still named. */
export function sentence(act: Act, nameOf: (sub: string) => string): string {
  const who = nameOf(act.actor)
  return tellings[act.action]?.(act, who, nameOf) ?? `${who}: ${act.action} (${act.target})`
}
