import {type FieldError, invalidValue} from '../../../../api/field-error.ts'
import type {KubeObject} from '../../../../api/object.ts'
import {celTypes, compile} from '../../../../api/cel/index.ts'

interface Selecting {
  selectors?: {cel?: {expression?: string}}[]
}

interface Claim {
  devices?: {requests?: {exactly?: Selecting; firstAvailable?: Selecting[]}[]}
}

/** The expressions about devices that do not compile, in classes, claims and their templates. */
export function deviceErrors({kind, spec}: KubeObject & {spec?: object}, old: KubeObject | undefined): FieldError[] {
  const known = JSON.stringify(old?.['spec'] ?? {})
  const places: [string, Selecting][] =
    kind === 'DeviceClass'
      ? [['spec', (spec ?? {}) as Selecting]]
      : kind === 'ResourceClaimTemplate'
        ? selecting('spec.spec', (spec as {spec?: Claim} | undefined)?.spec ?? {})
        : selecting('spec', (spec ?? {}) as Claim)
  return places.flatMap(([path, {selectors = []}]) =>
    selectors.flatMap(({cel}, index) => {
      const expression = cel?.expression
      if (expression === undefined || known.includes(JSON.stringify(expression))) return []
      const problem = problemOf(expression)
      return problem ? [invalidValue(`${path}.selectors[${index}].cel.expression`, expression, problem)] : []
    }),
  )
}

const selecting = (path: string, {devices}: Claim): [string, Selecting][] =>
  (devices?.requests ?? []).flatMap(({exactly, firstAvailable = []}, index) => {
    const at = `${path}.devices.requests[${index}]`
    return [
      ...firstAvailable.map((each, place): [string, Selecting] => [`${at}.firstAvailable[${place}]`, each]),
      ...(exactly ? [[`${at}.exactly`, exactly] as [string, Selecting]] : []),
    ]
  })

const {boolType, dynType, isDyn, mapType, sameType, stringType, structType, typeText} = celTypes

const device = structType(
  'DRADevice',
  new Map([
    ['driver', stringType],
    ['attributes', mapType(stringType, mapType(stringType, dynType))],
    ['capacity', mapType(stringType, mapType(stringType, dynType))],
  ]),
)

function problemOf(expression: string): string | undefined {
  const compiled = compile(expression, {variables: {device}, structs: new Map([[device.name, device]])})
  if ('problem' in compiled) return `compilation failed: ${compiled.problem}`
  const {type} = compiled.program
  if (sameType(type, boolType) || isDyn(type)) return undefined
  return `must evaluate to bool or the unknown type, not ${typeText(type)}`
}
