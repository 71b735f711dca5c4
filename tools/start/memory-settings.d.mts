export declare const MEMORY_SETTINGS: Readonly<Record<string, string>>;
