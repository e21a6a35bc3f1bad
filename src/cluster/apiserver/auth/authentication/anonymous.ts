import type {ServerRequest} from '../../server-request.ts'
import type {AnonymousConfiguration} from '../oidc/authentication-configuration.ts'

/** Whether a request may come without credentials: by default any may, else those that the configuration has a path for. */
export const anonymousRule = (configuration: AnonymousConfiguration | undefined) => {
  if (!configuration) return () => true
  const {enabled = false, conditions = []} = configuration
  if (!enabled || conditions.length === 0) return () => enabled
  const paths = new Set(conditions.map(({path}) => path))
  return ({url}: ServerRequest): boolean => paths.has(url.split('?', 1)[0])
}
