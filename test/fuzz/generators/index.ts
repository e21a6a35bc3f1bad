import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {forgedTokens} from './credentials.ts'
import {deepJson, protobufNoise, yamlBombs} from './documents.ts'
import {celBombs} from './expressions.ts'
import {oddHeaders} from './headers.ts'
import {spoiledObjects} from './objects.ts'
import {oversizeObjects} from './oversize.ts'
import {brokenPatches} from './patches.ts'
import {strangePaths} from './paths.ts'
import {oddLists} from './selectors.ts'
import {brokenWire} from './wire.ts'

/** Everything that somebody who means no good, or knows no better, may send. */
export const hostileRequests: fc.Arbitrary<HostileRequest> = fc.oneof(
  {weight: 42, arbitrary: strangePaths},
  {weight: 78, arbitrary: spoiledObjects},
  {weight: 60, arbitrary: brokenPatches},
  {weight: 36, arbitrary: oddLists},
  {weight: 24, arbitrary: oddHeaders},
  {weight: 15, arbitrary: forgedTokens},
  {weight: 12, arbitrary: protobufNoise},
  {weight: 9, arbitrary: yamlBombs},
  {weight: 1, arbitrary: deepJson},
  {weight: 9, arbitrary: celBombs},
  {weight: 1, arbitrary: oversizeObjects},
  {weight: 9, arbitrary: brokenWire},
)
