import assert from 'node:assert/strict'
import {fieldErrorText} from '../../../../src/api/field-error.ts'
import type {FlowSchema, PriorityLevelConfiguration} from '../../../../src/api/kinds.ts'
import {mandatoryFlowSchemas} from '../../../../src/cluster/bootstrap/flow-control/flow-schemas.ts'
import {mandatoryPriorityLevels} from '../../../../src/cluster/bootstrap/flow-control/priority-levels.ts'
import {validateFlowSchema} from '../../../../src/cluster/resources/flowcontrol/flow-schema/validate.ts'
import {mandatoryPriorityLevelSpecs} from '../../../../src/cluster/resources/flowcontrol/mandatory.ts'
import {validatePriorityLevel} from '../../../../src/cluster/resources/flowcontrol/priority-level/validate.ts'

const level = (name: string, change: object) =>
  validatePriorityLevel({
    metadata: {name},
    spec: {...mandatoryPriorityLevelSpecs[name], ...change},
  } as PriorityLevelConfiguration).map(fieldErrorText)

describe('mandatory flow control', () => {
  it('lets in what a cluster starts with', () => {
    const errors = [
      ...mandatoryFlowSchemas().flatMap(({object}) => validateFlowSchema(object as FlowSchema)),
      ...mandatoryPriorityLevels().flatMap(({object}) => validatePriorityLevel(object as PriorityLevelConfiguration)),
    ]

    assert.deepEqual(errors.map(fieldErrorText), [])
  })

  it('refuses any other schema of such a name', () => {
    const [first] = mandatoryFlowSchemas()
    const schema = first?.object as FlowSchema
    const {rules: _, ...spec} = schema.spec!
    const given = {...schema, spec: {...spec, matchingPrecedence: 5}}

    assert.deepEqual(validateFlowSchema(given).map(fieldErrorText), [
      `spec: Invalid value: {"PriorityLevelConfiguration":{"Name":"exempt"},"MatchingPrecedence":5,"DistinguisherMethod":null,"Rules":null}: spec of 'exempt' must equal the fixed value`,
    ])
  })

  it('leaves the shares of the exempt level free, and nothing of the other', () => {
    const limited = {nominalConcurrencyShares: 6, limitResponse: {type: 'Reject'}, lendablePercent: 0}

    assert.deepEqual(level('exempt', {exempt: {nominalConcurrencyShares: 0, lendablePercent: 50}}), [])
    assert.deepEqual(level('catch-all', {limited}), [
      `spec: Invalid value: {"Type":"Limited","Limited":{"NominalConcurrencyShares":6,"LimitResponse":{"Type":"Reject","Queuing":null},"LendablePercent":0,"BorrowingLimitPercent":null},"Exempt":null}: spec of 'catch-all' must equal the fixed value`,
    ])
  })
})
