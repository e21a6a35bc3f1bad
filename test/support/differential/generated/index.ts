import type {Sequence} from '../compare-sequences.ts'
import {applied} from './applied.ts'
import {asked} from './asked.ts'
import {knocked} from './doors.ts'
import {evicted} from './evictions.ts'
import {limited} from './limits.ts'
import {lived} from './lives.ts'
import {managed} from './managers.ts'
import {paged} from './pages.ts'
import {policed} from './policies.ts'
import {ratcheted} from './ratcheted.ts'
import {requested} from './requests.ts'
import {reviewed} from './reviewed.ts'
import {allowed} from './rights.ts'
import {schemed} from './schemas.ts'
import {served} from './served.ts'
import {signed} from './signed.ts'
import {versioned} from './versions.ts'

/** Sequences of requests that are made at random; the same for the same seed. */
export const generated = (seed: string, count: number): Sequence[] => [
  ...managed(seed, count),
  ...versioned(seed, count),
  ...applied(seed, count),
  ...paged(seed, count),
  ...requested(seed, count),
  ...policed(seed, count),
  ...allowed(seed, count),
  ...evicted(seed, count),
  ...limited(seed, count),
  ...lived(seed, count),
  ...schemed(seed, count),
  ...ratcheted(seed, count),
  ...knocked(seed, count),
  ...signed(seed, count),
  ...asked(seed, count),
  ...reviewed(seed, count),
  ...served(seed, count),
]
