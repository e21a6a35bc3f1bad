import {get} from '../handlers/get.ts'
import {patch} from '../handlers/patch.ts'
import {update} from '../handlers/update.ts'
import type {SubresourceHandler} from './subresource.ts'

/** The object again, of which only status (and a little metadata) can be written. */
export const status: SubresourceHandler = {
  get,
  update: context => update(context),
  patch: context => patch(context),
}
