/** Who calls: the access key id says so. */

/** The access key ids of the functions begin with this. The name of the function follows. */
export const FUNCTION_CALLER = "local-";

/** The credentials of every other caller. The local run accepts any; these are the ones that it shows and uses itself. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;
