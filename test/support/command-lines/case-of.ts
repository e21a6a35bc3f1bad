import {SeededRandom} from '../../../src/cluster/runtime/random.ts'
import {linesOf, type Surface} from './generate.ts'
import {files} from './prepared.ts'

/** The generated lines of a command as a case: what is there first, the lines, what is left removed. */
export function caseOf(surface: Surface, command: string, {pairs, seed}: {pairs: number; seed: string}): string {
  const random = new SeededRandom(`${seed} ${command}`)
  const lines = linesOf(surface, command, {pairs, random: () => random.number()})
  return [
    ...setUp.map(line => `~ ${line}`),
    ...lines.map(line => `$ ${line}`),
    '~ delete node $NS-node',
    '~ k get priorityclass,clusterrole,clusterrolebinding -o name | grep "/$NS-" | while read o; do k delete $o --wait=false; done',
    ...Object.entries(files).flatMap(([name, text]) => [`-- ${name} --`, text]),
    '',
  ].join('\n')
}

const setUp = [
  'version --client; mkdir -p dir kdir cache; cp cm.yaml dir/; cp cm.yaml kdir/; echo "resources: [cm.yaml]" > kdir/kustomization.yaml',
  'version --client; printf "\\377\\000x" > bin.dat',
  'apply -f all.yaml',
  'wait pod p --for=condition=Ready --timeout=20s',
]
