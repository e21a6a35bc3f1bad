import assert from 'node:assert/strict'
import {narrowed} from './narrowed.ts'

describe('a set of specs that is narrowed', () => {
  const cases: {name: string; focus: string; by: string; spec: string; expected: boolean}[] = [
    {name: 'before all', focus: 'a.*b', by: 'x|y', spec: 'y a b', expected: true},
    {name: 'in the middle', focus: 'a.*b', by: 'x|y', spec: 'a x b', expected: true},
    {name: 'after all', focus: '\\[a\\].*(b|c)', by: 'x', spec: '[a] c x', expected: true},
    {name: 'not without what it is narrowed by', focus: 'a.*b', by: 'x', spec: 'a b', expected: false},
    {name: 'not without all of its own', focus: 'a.*b', by: 'x', spec: 'a x', expected: false},
    {name: 'whose groups are rows themselves', focus: '(a.*b|c).*d', by: 'x', spec: 'a b d x', expected: true},
  ]
  for (const {name, focus, by, spec, expected} of cases)
    it(name, () => assert.equal(new RegExp(narrowed(focus, by)).test(spec), expected))
})
