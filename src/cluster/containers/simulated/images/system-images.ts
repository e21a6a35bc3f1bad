import type {ImageDefinition} from './image.ts'
import {library} from './library-image.ts'

const debianReleases = ['bookworm', 'bullseye', 'trixie', 'buster', 'sid', 'stable', 'testing', 'oldstable', 'unstable']

/** Systems that people look around in. */
export const systemImages: ImageDefinition[] = [
  library('busybox', {family: 'busybox', command: ['sh'], sizeBytes: 2223659, versions: {1: 37}}),
  library('alpine', {
    family: 'alpine',
    command: ['/bin/sh'],
    sizeBytes: 3653068,
    versions: {2: 7, 3: 22},
    tags: ['edge'],
  }),
  library('bash', {
    family: 'alpine',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['bash'],
    sizeBytes: 6480105,
    versions: {3: 2, 4: 4, 5: 3},
    executables: ['/usr/local/bin/bash', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('ubuntu', {
    family: 'debian',
    command: ['/bin/bash'],
    sizeBytes: 29723561,
    versions: {14: 4, 16: 4, 18: 4, 20: 4, 22: 10, 23: 10, 24: 10, 25: 10},
    tags: ['trusty', 'xenial', 'bionic', 'focal', 'jammy', 'noble', 'plucky', 'questing', 'rolling', 'devel'],
  }),
  library('debian', {
    family: 'debian',
    command: ['bash'],
    sizeBytes: 48493237,
    versions: {7: 11, 8: 11, 9: 13, 10: 13, 11: 11, 12: 12, 13: 2},
    tags: debianReleases,
  }),
  library('hello-world', {
    family: 'none',
    command: ['/hello'],
    sizeBytes: 3198,
    tags: ['linux'],
    executables: ['/hello'],
  }),
]
