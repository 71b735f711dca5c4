export { addressGroup } from './address-group';
export { AddressPlaces } from './address-places';
export { AddressRates } from './address-rates';
export { parseIpAddress } from './ip-address';
export { AreNetworks, Networks } from './networks';
export { TokenBucket } from './token-bucket';
