import {deepStrictEqual, notStrictEqual, strictEqual} from 'node:assert/strict'
import {inWrittenOrder, schemaOf, toStoredForm} from '../../../src/api/schema/index.ts'

const pod = schemaOf('io.k8s.api.core.v1.Pod')

describe('The order in which objects are written', () => {
  it('is that of the Go struct, at every depth', () => {
    const given = {
      status: {},
      spec: {containers: [{image: 'i', name: 'c'}]},
      metadata: {labels: {b: '1', a: '2'}, name: 'p'},
    }

    const text = JSON.stringify(inWrittenOrder(pod, given))

    strictEqual(
      text,
      '{"metadata":{"name":"p","labels":{"a":"2","b":"1"}},"spec":{"containers":[{"name":"c","image":"i"}]},"status":{}}',
    )
  })

  it('is not looked at again in what an object in that order has in the same place', () => {
    const like = {spec: {containers: [{image: 'i', name: 'c'}], nodeName: 'n'}}
    const given = {status: {}, spec: {nodeName: 'm', containers: like.spec.containers}}

    const ordered = inWrittenOrder(pod, given, like)

    deepStrictEqual(Object.keys(ordered), ['spec', 'status'])
    deepStrictEqual(Object.keys(ordered.spec), ['containers', 'nodeName'])
    strictEqual(ordered.spec.containers, like.spec.containers)
    notStrictEqual(inWrittenOrder(pod, given).spec.containers, like.spec.containers)
  })
})

describe('The stored form', () => {
  const list = schemaOf('io.k8s.api.networking.v1.IngressClassList')

  it('loses what is empty', () => {
    const given = {items: []}

    toStoredForm(list, given)

    deepStrictEqual(given, {items: null})
  })

  it('is not looked for in what has been stored already', () => {
    const stored = {items: []}
    const given = {items: stored.items}

    toStoredForm(list, given, stored)

    deepStrictEqual(given, {items: []})
  })
})
