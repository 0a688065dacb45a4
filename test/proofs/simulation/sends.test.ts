import { RUNS_OF_SENDS, testManyRuns } from "./many-runs";

testManyRuns(RUNS_OF_SENDS);
