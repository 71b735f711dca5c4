/** Everything that a command uses in addition to its command line. */
export interface CommandContext {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Whether to print details. */
  readonly verbose: boolean;
  /** Aborts when the person or the system ends the program. The reason is an {@link Interruption}. */
  readonly interrupted: AbortSignal;
}

/** The part of the context that locates files and programs on this machine. */
export type Environment = Pick<CommandContext, 'env' | 'platform'>;
