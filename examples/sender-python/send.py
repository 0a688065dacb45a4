"""Sends the visits of a clinic's booking system to the bookings queue: python3 send.py visits.json

It prints what was sent, and the fields of visits that break the contract. The exit status is 1 if a visit was not sent.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

import boto3
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

# Copy the schema to your own project, and set the variable to its path.
SCHEMA = os.environ.get(
    "BOOKING_SCHEMA", Path(__file__).parent / "../../contracts/booking-message.v1.schema.json"
)
STATUS = {"planned": "booked", "called-off": "cancelled", "seen": "fulfilled", "missed": "noshow"}


def booking_of(visit):
    """Turns a visit, in the words of the booking system, into a booking, contract v1."""
    changed_at = datetime.fromisoformat(visit["changedAt"].replace("Z", "+00:00"))
    return {
        "schemaVersion": 1,
        "status": STATUS[visit["state"]],
        # Later changes have later times, so that neither the order of messages nor a repetition matters.
        "version": round(changed_at.timestamp() * 1000),
        "appointment": {
            "appointmentId": visit["id"],
            "patientId": str(visit["patientNumber"]),
            "appointmentTime": visit["startsAt"],
            "phoneNumber": visit.get("mobile"),
            "email": visit.get("mail"),
            "practitioner": visit.get("clinician"),
            "location": visit.get("room"),
        },
    }


def problem_of(booking, validator):
    """The field that breaks the contract, and the rule: never the value, so that it may go to a log."""
    error = best_match(validator.iter_errors(booking))
    if error is None:
        return None
    field = ".".join(str(part) for part in error.absolute_path) or "message"
    return f"{field} breaks the rule {error.validator} of the contract"


def main():
    queue_url = os.environ.get("BOOKINGS_QUEUE_URL")
    if not queue_url or len(sys.argv) != 2:
        sys.exit("usage: BOOKINGS_QUEUE_URL=https://... python3 send.py visits.json")
    validator = Draft202012Validator(json.loads(Path(SCHEMA).read_text(encoding="utf-8")))
    visits = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    failed = False

    # 1. Make the messages. One visit that breaks the contract does not keep back the others.
    messages = []
    for visit in visits:
        booking = booking_of(visit)
        problem = problem_of(booking, validator)
        if problem:
            print(f"{visit['id']}: not sent: {problem}", file=sys.stderr)
            failed = True
        else:
            messages.append((visit["id"], json.dumps(booking)))

    # 2. Send them by ten, the most that SQS takes in one call. The SDK repeats a call that fails.
    sqs = boto3.client("sqs")
    for at in range(0, len(messages), 10):
        batch = messages[at : at + 10]
        attributes = {"format": {"DataType": "String", "StringValue": "json"}}
        answer = sqs.send_message_batch(
            QueueUrl=queue_url,
            Entries=[
                {"Id": str(index), "MessageBody": body, "MessageAttributes": attributes}
                for index, (_, body) in enumerate(batch)
            ],
        )
        for sent in answer.get("Successful", []):
            print(f"{batch[int(sent['Id'])][0]}: sent as {sent['MessageId']}")
        for refused in answer.get("Failed", []):
            print(f"{batch[int(refused['Id'])][0]}: not sent: {refused['Code']}", file=sys.stderr)
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
