import type {Step} from '../compare-sequences.ts'
import {get, send} from './step.ts'

const documents = [
  '/openapi/v3',
  '/openapi/v2',
  '/openapi/v3/api/v1',
  '/openapi/v3/apis/apps/v1',
  '/openapi/v3/version',
]
const headers: Record<string, string>[] = [
  {},
  {accept: 'text/plain'},
  {accept: 'application/yaml'},
  {accept: '*/*;q=0.1, application/json'},
  {range: 'bytes=0-9'},
  {range: 'bytes=-5'},
  {range: 'bytes=999999999-'},
  {range: 'bytes=x'},
  {range: 'lines=1-2'},
  {'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT'},
  {'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT'},
  {'if-modified-since': 'x'},
  {'if-none-match': '*'},
  {'if-none-match': '"x"'},
  {'if-match': '"x"'},
  {'if-match': '*'},
  {'if-unmodified-since': 'Thu, 01 Jan 2015 00:00:00 GMT'},
]
const discovery = ['/api', '/apis', '/api/v1', '/apis/apps', '/apis/apps/v1', '/version', '/openid/v1/jwks']
const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** Documents of the API itself: in part, if changed, in other forms. The first bytes tell enough. */
export const apiDocuments: Step[] = [
  ...documents.flatMap(path => headers.map(more => send('HEAD', path, undefined, more))),
  ...documents.map(path => get(path, {range: 'bytes=0-9'})),
  ...documents.map(path => get(`${path}?hash=x`, {range: 'bytes=0-9'})),
  ...discovery.flatMap(path => headers.map(more => send('GET', path, undefined, more))),
  ...['/api', '/apis'].flatMap(path => [
    send('GET', path, undefined, {accept: aggregated}),
    send('GET', path, undefined, {accept: aggregated, 'if-none-match': '"x"'}),
    send('GET', path, undefined, {accept: `${aggregated};q=0.5,application/json`}),
    send('GET', path, undefined, {accept: aggregated.replace('v2', 'v2beta1')}),
    send('GET', path, undefined, {accept: aggregated.replace('v2', 'v3')}),
    send('GET', path, undefined, {accept: aggregated.replace('application/json', 'application/yaml')}),
    send('HEAD', path, undefined, {accept: aggregated}),
  ]),
  ...['/healthz', '/livez', '/readyz', '/version', '/'].flatMap(path => [
    send('GET', path, undefined, {accept: 'application/yaml'}),
    send('GET', path, undefined, {accept: 'text/plain'}),
    send('GET', `${path}?pretty=false`),
    send('GET', `${path}?verbose`),
    send('GET', `${path}?verbose&exclude=ping&exclude=nosuch`),
    send('GET', `${path}?exclude=`),
  ]),
]
