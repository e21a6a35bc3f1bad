import {memberId} from '../sqlite/status.ts'

/** The one member. */
const id = memberId.toString(16)

export const member = {
  id,
  name: 'default',
  peerURLs: ['http://localhost:2380'],
  clientURLs: ['http://localhost:2379'],
}

/** The member's record: a JSON object whose id exceeds what JavaScript's numbers hold. */
export const memberRecord = `{"id":${memberId},"peerURLs":${JSON.stringify(member.peerURLs)},"name":"${member.name}","clientURLs":${JSON.stringify(member.clientURLs)}}`
