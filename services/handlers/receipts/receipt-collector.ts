import { collectorDependencies } from "./collector-dependencies";
import { collectorHandler } from "./collector-handler";

/** Forwards SNS's delivery logs of texts to the receipts queue. */
export const handler = collectorHandler(collectorDependencies());
