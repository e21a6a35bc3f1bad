import assert from 'node:assert/strict'
import {parseRegexps} from '../../../src/cli/proxy/parse-regexps.ts'
import {isAccepted} from '../../../src/cli/proxy/request-filter.ts'
import {type Route, routeOf} from '../../../src/cli/proxy/route.ts'

const routes: {name: string; url: string; api?: string; files?: string; expected: Route}[] = [
  {name: 'the API is at the root', url: '/api?limit=1', expected: {type: 'api', path: '/api', url: '/api?limit=1'}},
  {name: 'the root itself is asked for', url: '/', expected: {type: 'api', path: '', url: '/'}},
  {
    name: 'a prefix is cut off',
    url: '/k8s/api/v1',
    api: '/k8s/',
    expected: {type: 'api', path: '/api/v1', url: '/api/v1'},
  },
  {
    name: 'the API’s own prefix stays',
    url: '/api/v1',
    api: '/api/',
    expected: {type: 'api', path: '/api/v1', url: '/api/v1'},
  },
  {name: 'nothing is outside the prefix', url: '/version', api: '/api/', expected: {type: 'none'}},
  {
    name: 'a prefix without its slash is redirected',
    url: '/k8s?a=b',
    api: '/k8s/',
    expected: {type: 'redirect', location: '/k8s/?a=b'},
  },
  {name: 'an unclean path is redirected', url: '//api/../version', expected: {type: 'redirect', location: '/version'}},
  {
    name: 'an unclean prefix is redirected once',
    url: '//api',
    api: '/api/',
    expected: {type: 'redirect', location: '/api/'},
  },
  {
    name: 'files win over a shorter prefix',
    url: '/static/a%20b',
    files: '/static/',
    expected: {type: 'file', path: 'a b'},
  },
  {name: 'encoded names stay encoded', url: '/api/a%2Fb', expected: {type: 'api', path: '/api/a/b', url: '/api/a%2Fb'}},
]

describe('the routes of a proxy', () => {
  for (const {name, url, api = '/', files = '', expected} of routes)
    it(name, () => assert.deepEqual(routeOf(url, {api, files}), expected))
})

const filter = {
  acceptPaths: parseRegexps('^.*'),
  rejectPaths: parseRegexps('^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach'),
  acceptHosts: parseRegexps('^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$'),
  rejectMethods: parseRegexps('^$'),
}

const requests = [
  {name: 'an ordinary one passes', request: {method: 'GET', path: '/api', host: 'localhost:8001'}, expected: true},
  {name: 'an address passes', request: {method: 'POST', path: '/api', host: '127.0.0.1'}, expected: true},
  {name: 'another host is refused', request: {method: 'GET', path: '/api', host: 'evil.example'}, expected: false},
  {name: 'brackets count without a port', request: {method: 'GET', path: '/', host: '[::1]'}, expected: true},
  {name: 'brackets are lost with a port', request: {method: 'GET', path: '/', host: '[::1]:8001'}, expected: false},
  {
    name: 'exec is refused',
    request: {method: 'GET', path: '/api/v1/namespaces/default/pods/web/exec', host: 'localhost'},
    expected: false,
  },
]

describe('the filter of a proxy', () => {
  for (const {name, request, expected} of requests) it(name, () => assert.equal(isAccepted(filter, request), expected))

  it('says what is wrong with an expression', () =>
    assert.throws(() => parseRegexps('a,['), {message: 'error parsing regexp: missing closing ]: `[`'}))
})
