import { ErrorCode, UsageError } from '@sealwave/kernel';
