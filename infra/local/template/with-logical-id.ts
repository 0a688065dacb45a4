/** Adds the resource's logical id to errors that occur while reading it. */
export function withLogicalId<T>(logicalId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${logicalId} of the template: ${message}`, { cause: error });
  }
}
