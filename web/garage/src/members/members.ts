import { entityTag, garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Role } from '../app/session'

export type Member = Garage['Member']

/** What a role may do, for people who choose one. */
export const roleText: Record<Role, string> = {
  owner: 'Owner: everything',
  admin: 'Admin: settings and people',
  member: 'Member: vehicles and records',
  viewer: 'Viewer: reads only',
}

export const roleName: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member', viewer: 'Viewer' }

/** "an owner", "a member". */
export function aRole(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}

const order: Role[] = ['owner', 'admin', 'member', 'viewer']

/** The roles somebody may give: none above their own. */
export function rolesToGive(own: Role | null | undefined): Role[] {
  if (own === 'owner') return order
  return own === 'admin' ? order.slice(1) : []
}

export function nameOf({ name, email, sub }: Pick<Member, 'name' | 'email' | 'sub'>): string {
  return name || email || sub
}

/** By power, then by name. */
export function inOrder(members: Member[]): Member[] {
  return members.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || nameOf(a).localeCompare(nameOf(b)))
}

/** True if `sub` is the only one who owns the garage and may use it. */
export function isLastOwner(members: Member[], sub: string): boolean {
  const owners = members.filter(({ role, state }) => role === 'owner' && state === 'active')
  return owners.length === 1 && owners[0]?.sub === sub
}

async function allMembers(): Promise<Member[]> {
  const members: Member[] = []
  let cursor: string | null | undefined
  do {
    const page = await unwrap(garageApi.GET('/api/members', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))
    members.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return members
}

export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: allMembers })

export type MemberAct = { member: Member } & (
  | { kind: 'role'; role: Role }
  | { kind: 'suspend' }
  | { kind: 'let back in' }
  | { kind: 'remove' }
)

function perform({ member, ...act }: MemberAct): Promise<unknown> {
  const path = { sub: member.sub }
  if (act.kind === 'remove') return unwrap(garageApi.DELETE('/api/members/{sub}', { params: { path } }))
  const body = act.kind === 'role' ? { role: act.role } : { role: member.role, state: act.kind === 'suspend' ? ('suspended' as const) : ('active' as const) }
  const header = member.version === undefined ? {} : { 'If-Match': entityTag(member.version) }
  return unwrap(garageApi.PUT('/api/members/{sub}', { params: { path, header }, body }))
}

/** What admins do to a member. */
export function useMemberAct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: perform,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: membersQuery.queryKey })
      await client.invalidateQueries({ queryKey: ['audit'] })
    },
  })
}

export function useLeave() {
  return useMutation({ mutationFn: () => unwrap(garageApi.POST('/api/leave')) })
}
