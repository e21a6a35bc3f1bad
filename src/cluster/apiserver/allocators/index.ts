/** What services share: addresses and node ports. Allocations live in the services themselves; the pools here only remember them. */
export {addressObjects, readyNetworks} from './address-objects.ts'
export {ServiceAllocator, type ServiceAllocatorOptions} from './service-allocator.ts'
