import {timestamp} from '../../../runtime/clock.ts'
import type {UserInfo} from '../../server-request.ts'
import type {Review} from './review.ts'

/** Who am I? */
export const selfSubjectReview: Review = async (draft, {user, clock}) => ({
  kind: draft.kind,
  apiVersion: draft.apiVersion,
  metadata: {creationTimestamp: timestamp(clock.now())},
  status: {userInfo: userInfo(user)},
})

/** A user in the notation of authentication.k8s.io. */
export const userInfo = ({name, uid, groups, extra}: UserInfo) => ({
  username: name,
  ...(uid && {uid}),
  ...(groups.length > 0 && {groups}),
  ...(extra && Object.keys(extra).length > 0 && {extra}),
})
