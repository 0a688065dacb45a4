import { Stack } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnSubscriptionFilter, type LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

export interface LogSubscriptionProps {
  readonly filterName: string;
  readonly logGroup: LogGroup;
  readonly target: IFunction;
}

/**
 * Invokes a function with every line of a log group. A log group has at most two subscription filters.
 *
 * "Subscription filters with AWS Lambda", CloudWatch Logs User Guide.
 */
export class LogSubscription extends Construct {
  constructor(scope: Construct, id: string, { filterName, logGroup, target }: LogSubscriptionProps) {
    super(scope, id);
    target.addPermission(`By${id}`, {
      principal: new ServicePrincipal("logs.amazonaws.com"),
      // It ends with ":*".
      sourceArn: logGroup.logGroupArn,
      sourceAccount: Stack.of(this).account,
      scope: this,
    });
    const filter = new CfnSubscriptionFilter(this, "Filter", {
      filterName,
      logGroupName: logGroup.logGroupName,
      filterPattern: "",
      destinationArn: target.functionArn,
    });
    // CloudWatch Logs tries to invoke the function when the filter is created.
    const permission = this.node.tryFindChild(`By${id}`);
    if (permission) filter.node.addDependency(permission);
  }
}
