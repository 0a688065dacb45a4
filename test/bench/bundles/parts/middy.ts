import middy from "@middy/core";
import failures from "@middy/sqs-partial-batch-failure";

export { failures, middy };
