import {builtin} from '../../../api/builtin-resources.ts'
import {apiVersionOf, type GroupVersionResource, type KubeObject} from '../../../api/object.ts'
import {isConflict} from '../../../api/status-error.ts'
import {millisecondsOf} from '../../../api/time.ts'
import type {Client} from '../../../client/client.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, type ReconcileResult, watch} from '../../runtime/controller.ts'
import {type DiscoveredResource, discover, findOffered} from '../discovery.ts'
import {isCollected} from '../garbage-collector/collected-resources.ts'
import {currentVersion} from './current-version.ts'
import {type ConditionType, isTrue, type Migration, withCondition} from './migration.ts'

const name = 'storage-version-migrator-controller'

/** Only what the garbage collector looks after is migrated; for so long a kind may be unknown to it, for its definition may be as new. Milliseconds. */
const patience = 60_000
/** How often a kind is looked for that is not there. Milliseconds. */
const comesLater = 60_000
const pageSize = 500

/**
 * Has every object of a kind stored anew, by patches that change nothing: the API server writes what it would store differently today, encrypted with
 * another key or in another version. KEP-4192. What has been written or deleted since the migration began needs no migrating.
 */
export function createStorageVersionMigrator(context: ComponentContext): Component {
  const {client, clock, informers, log} = context
  const migrations = informers.informer<Migration>(builtin.storageVersionMigrations)

  const writeStatus = (migration: Migration): Promise<Migration> =>
    client.update(
      {...builtin.storageVersionMigrations, name: migration.metadata.name, subresource: 'status'},
      migration,
    )
  const say = (migration: Migration, type: ConditionType, message?: string): Promise<Migration> =>
    writeStatus(withCondition(migration, type, clock.now(), message))

  /** Writes down as of when there is something to migrate. Of a kind that is not there nothing is said: it may come. */
  const begin = async (migration: Migration, resource: GroupVersionResource): Promise<ReconcileResult | undefined> => {
    const offered = await findOffered(client, resource)
    if (!offered) return {requeueAfter: comesLater, background: true}
    const resourceVersion = await currentVersion(client, resource, offered)
    await writeStatus({...migration, status: {...migration.status, resourceVersion}})
    return undefined
  }

  const migrate = async (
    migration: Migration,
    resource: GroupVersionResource,
  ): Promise<ReconcileResult | undefined> => {
    const collected = (await discover(client)).find(
      found => found.group === resource.group && found.resource === resource.resource && isCollected(found),
    )
    if (!collected) {
      const requeueAfter = millisecondsOf(String(migration.metadata.creationTimestamp)) + patience - clock.now()
      if (requeueAfter > 0) return {requeueAfter}
      await say(migration, 'Failed', 'resource not found')
      return undefined
    }
    const running = await say(migration, 'Running')
    for await (const object of pages(client, collected)) {
      try {
        await rewrite({...collected, version: resource.version}, object)
      } catch (error) {
        log.error('an object cannot be migrated', {name: object.metadata.name, error: String(error)})
        await say(running, 'Failed', 'migration encountered unhandled error')
        return undefined
      }
    }
    await say(running, 'Succeeded')
    return undefined
  }

  /** The version and UID see to it that nothing is migrated that somebody has written or made anew. */
  const rewrite = async (resource: DiscoveredResource, {metadata}: KubeObject): Promise<void> => {
    const {name: object, namespace, uid, resourceVersion} = metadata
    const patch = {apiVersion: apiVersionOf(resource), kind: resource.kind, metadata: {uid, resourceVersion}}
    try {
      await client.patch({...resource, namespace, name: object}, 'apply', patch, {fieldManager: name})
    } catch (error) {
      if (!isConflict(error)) throw error
    }
  }

  return createController(context, {
    name,
    // The feature may be on where the kind is not served (--runtime-config): nobody waits for it then.
    watches: [{...watch(migrations, ({metadata}) => [metadata.name!]), informer: {synced: () => migrations.tried()}}],
    async reconcile(key) {
      const migration = migrations.get(key)
      if (!migration || isTrue(migration, 'Succeeded') || isTrue(migration, 'Failed')) return undefined
      const {group = '', version = '', resource = ''} = migration.spec?.resource ?? {}
      const step = migration.status?.resourceVersion ? migrate : begin
      return step(migration, {group, version, resource})
    },
  })
}

/** All objects of a collection as it is now. */
async function* pages(client: Client, resource: GroupVersionResource): AsyncGenerator<KubeObject> {
  let next: string | undefined
  do {
    const {items, metadata} = await client.list(resource, {limit: pageSize, ...(next && {continue: next})})
    yield* items
    next = metadata.continue
  } while (next)
}
