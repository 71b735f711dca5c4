export { addressGroup } from './address-group';
export { AddressRates } from './address-rates';
export { AreNetworks, Networks } from './networks';
export { TokenBucket } from './token-bucket';
