import type {ImageDefinition} from './image.ts'
import {library} from './library-image.ts'

const pythonPath = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Languages and their run times. */
export const languageImages: ImageDefinition[] = [
  library('python', {
    family: 'debian',
    command: ['python3'],
    env: {PATH: pythonPath, LANG: 'C.UTF-8'},
    sizeBytes: 364519241,
    versions: {2: 7, 3: 14},
    executables: ['/usr/local/bin/python3', '/usr/local/bin/python', '/usr/bin/curl'],
  }),
  library('node', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['node'],
    sizeBytes: 393106428,
    versions: {...Object.fromEntries(Array.from({length: 26}, (_, major) => [major, 22]))},
    tags: ['lts', 'current', 'iron', 'jod', 'krypton'],
    executables: ['/usr/local/bin/node', '/usr/local/bin/docker-entrypoint.sh', '/usr/bin/curl'],
  }),
  library('golang', {family: 'debian', command: ['bash'], workingDir: '/go', sizeBytes: 311640157, versions: {1: 25}}),
  library('openjdk', {
    family: 'debian',
    command: ['bash'],
    sizeBytes: 244120432,
    versions: {8: 0, 11: 0, 17: 0, 21: 0},
  }),
  library('ruby', {family: 'debian', command: ['irb'], sizeBytes: 370113005, versions: {2: 7, 3: 4}}),
  library('perl', {
    family: 'debian',
    command: ['perl', '-de0'],
    workingDir: '/usr/src/app',
    sizeBytes: 352871190,
    versions: {5: 42},
    executables: ['/usr/local/bin/perl'],
  }),
]
