import {isDeepStrictEqual} from 'node:util'
import {dryRunOf} from '../flags/dry-run.ts'
import {stringArray} from '../flags/flag.ts'
import {groupSubject, type Subject, userSubject} from '../generators/subjects.ts'
import type {Invocation} from '../invocation.ts'
import {changeObjects} from './change-objects.ts'
import {checkLocal, setFlags, setPrinter, setTargets} from './set-flags.ts'

export const setSubjectFlags = {
  ...setFlags,
  group: stringArray({usage: 'A group to bind.'}),
  serviceaccount: stringArray({usage: 'A service account to bind, as <namespace>:<name>.'}),
  user: stringArray({usage: 'A user to bind.'}),
}

/** Adds subjects to bindings. */
export async function setSubject(invocation: Invocation<typeof setSubjectFlags>): Promise<void> {
  const {flags, args} = invocation
  const dryRun = dryRunOf(invocation)
  const printer = await setPrinter(invocation, 'subjects updated', dryRun)
  const targets = await setTargets(invocation, args)
  checkLocal(flags.local, dryRun)
  if (flags.all && flags.selector) throw new Error('cannot set --all and --selector at the same time')
  const {user, group, serviceaccount} = flags
  if (user.length + group.length + serviceaccount.length === 0)
    throw new Error('you must specify at least one value of user, group or serviceaccount')
  for (const account of serviceaccount) {
    const [namespace, name, more] = account.split(':')
    if (!name || more !== undefined) throw new Error('serviceaccount must be <namespace>:<name>')
    if (!namespace && targets.some(({object}) => object?.kind === 'ClusterRoleBinding'))
      throw new Error('serviceaccount must be <namespace>:<name>, namespace must be specified')
  }
  const here = flags.local ? flags.namespace || 'default' : (await invocation.connect()).namespace
  const wanted: Subject[] = [
    ...unique(user).map(userSubject),
    ...unique(group).map(groupSubject),
    ...unique(serviceaccount).map(account => {
      const [namespace = '', name = ''] = account.split(':')
      return {kind: 'ServiceAccount', name, namespace: namespace || here}
    }),
  ]
  await changeObjects(invocation, {
    targets,
    dryRun,
    errors: [],
    printer,
    failure: 'failed to patch subjects to rolebinding: ',
    change(object) {
      if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding')
        throw new Error('setting subjects is only supported for RoleBinding/ClusterRoleBinding')
      const there = (object['subjects'] ?? []) as Subject[]
      const added = wanted.filter(subject => !there.some(other => isDeepStrictEqual({...other}, {...subject})))
      return added.length > 0 ? {...object, subjects: [...there, ...added]} : undefined
    },
  })
}

const unique = (list: readonly string[]): string[] => [...new Set(list)].sort()
