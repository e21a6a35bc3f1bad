export {createDefaultServiceCidr, defaultServiceCidr, markDefaultServiceCidr} from './default-service-cidr.ts'
export {createServiceAddressRepair} from './service-address-repair.ts'
