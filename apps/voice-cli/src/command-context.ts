/** What a command has around it: everything that is not on its command line. */
export interface CommandContext {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  /** Whether to say more than is asked for. */
  readonly verbose: boolean;
  /** Fires when somebody wants the program to end; its reason is an {@link Interruption}. */
  readonly interrupted: AbortSignal;
}

/** What says where things are on this machine. */
export type Environment = Pick<CommandContext, 'env' | 'platform'>;
