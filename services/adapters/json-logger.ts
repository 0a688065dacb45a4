import type { Logger } from "../domain/ports";

/** Logs objects to the console; Lambda's JSON log format writes each as one line. */
export const jsonLogger: Logger = {
  info: (event, fields) => console.info({ event, ...fields }),
  error: (event, fields) => console.error({ event, ...fields }),
};
