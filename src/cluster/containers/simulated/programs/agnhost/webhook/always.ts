import type {Review} from './review.ts'

export const alwaysDeny: Review = () => ({allowed: false, status: {message: 'this webhook denies all requests'}})

/** Allows everything, five seconds later. */
export const alwaysAllowLate: Review = async (_request, host) => {
  await new Promise<void>(resolve => host.after(5000, resolve))
  return {allowed: true, status: {message: 'this webhook allows all requests'}}
}
