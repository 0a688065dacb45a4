/** Has an error of reading a resource name the resource's logical id. */
export function naming<T>(logicalId: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${logicalId} of the template: ${message}`, { cause: error });
  }
}
