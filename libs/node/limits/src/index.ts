export { addressGroup } from './address-group';
export { AddressQuota } from './address-quota';
export { AddressRates } from './address-rates';
export { parseIpAddress } from './ip-address';
export { AreNetworks, Networks } from './networks';
export { TokenBucket } from './token-bucket';
