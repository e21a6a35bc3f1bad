import assert from 'node:assert/strict'
import {argvOf} from '../../../../src/cluster/containers/simulated/container-command.ts'
import {unwrapped} from '../../../../src/cluster/containers/simulated/programs/find-program.ts'

const curl = {entrypoint: ['/entrypoint.sh'], command: ['curl']}
const nginx = {entrypoint: ['/docker-entrypoint.sh'], command: ['nginx', '-g', 'daemon off;']}
const mysql = {entrypoint: ['docker-entrypoint.sh'], command: ['mysqld']}
const plain = {command: ['sh']}

describe('argvOf', () => {
  const cases = [
    {
      name: "is the image's own where the pod says nothing",
      image: nginx,
      expected: '/docker-entrypoint.sh nginx -g daemon off;',
    },
    {name: "keeps the pod's command", image: curl, command: ['date'], args: ['-u'], expected: 'date -u'},
    {
      name: 'keeps a program that the arguments name',
      image: curl,
      args: ['curl', '-s'],
      expected: '/entrypoint.sh curl -s',
    },
    {
      name: 'puts the program before options',
      image: curl,
      args: ['-s', 'http://web'],
      expected: '/entrypoint.sh curl -s http://web',
    },
    {
      name: 'puts the program before addresses',
      image: curl,
      args: ['http://web'],
      expected: '/entrypoint.sh curl http://web',
    },
    {
      name: 'starts databases with options',
      image: mysql,
      args: ['--ssl=0'],
      expected: 'docker-entrypoint.sh mysqld --ssl=0',
    },
    {name: 'does not where the script does not', image: nginx, args: ['-t'], expected: '/docker-entrypoint.sh -t'},
    {name: 'does not without a script', image: plain, args: ['-c', 'date'], expected: '-c date'},
  ]
  for (const {name, image, command, args, expected} of cases)
    it(name, () => {
      const made = {record: {config: {command, args}}, around: {image: {definition: image}}}

      assert.equal(argvOf(made as never).join(' '), expected)
    })
})

describe('unwrapped', () => {
  const cases = [
    {name: 'is what an entrypoint script runs', argv: ['/entrypoint.sh', 'curl', '-s'], expected: ['curl', '-s']},
    {name: 'sees through several', argv: ['tini', '--', 'docker-entrypoint.sh', 'bash'], expected: ['bash']},
    {name: 'leaves a script without arguments', argv: ['/entrypoint.sh'], expected: ['/entrypoint.sh']},
    {name: 'leaves other programs', argv: ['date', '-u'], expected: ['date', '-u']},
  ]
  for (const {name, argv, expected} of cases)
    it(name, () => {
      assert.deepEqual(unwrapped(argv), expected)
    })
})
