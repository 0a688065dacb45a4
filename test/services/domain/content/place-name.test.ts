import { inOneLine, placeLines } from "../../../../services/domain/content/place-name";

import { smsText } from "../../../../services/domain/content/sms-text";
import { CLINIC } from "../../../support/data/clinics";
import { emailOf } from "../../../support/data/emails";
import { appointment, NOW } from "../../../support/data/records";
import { ORIGINAL_TEXTS } from "../../../support/data/texts";

const placeName = (location: string | undefined) => inOneLine(placeLines(location));

test.each([
  ["NORTH CLINIC^ROOM 3^BED 2", "NORTH CLINIC, ROOM 3, BED 2"],
  ["NORTH CLINIC^ROOM 3^^MAIN&1.2.3&ISO", "NORTH CLINIC, ROOM 3, MAIN"],
  ["^^^NORTH&1", "NORTH"],
  ["&^%y", "&^%y"],
  ["Location: North Clinic", "North Clinic"],
  ["LOCATION : North Clinic", "North Clinic"],
  ["Room 3, North Clinic", "Room 3, North Clinic"],
  ["Where the river bends", "Where the river bends"],
])("%j is %j", (location, place) => expect(placeName(location)).toBe(place));

test.each([
  ["<p>North Clinic<br>Room 3</p>", "North Clinic, Room 3"],
  ["North Clinic\nRoom 3\n2nd floor", "North Clinic, Room 3, 2nd floor"],
  ["North Clinic\r\n\r\nRoom 3", "North Clinic, Room 3"],
  ["North\\nClinic", "North, Clinic"],
  ["North Clinic,\nRoom 3", "North Clinic, Room 3"],
  ["Turn left.\nRoom 3", "Turn left. Room 3"],
  ["Video:\nhttps://x.example/a\nCode 12", "Video: https://x.example/a Code 12"],
  ["Location:\nNorth Clinic", "North Clinic"],
  ["<p><strong>Location:</strong> North Clinic</p><p>Room 3</p>", "North Clinic, Room 3"],
  ["NORTH CLINIC^ROOM 3\nMAIN", "NORTH CLINIC, ROOM 3, MAIN"],
  ["NORTH CLINIC\n&0^", "NORTH CLINIC"],
  ["North Clinic\nN/A\nRoom 0", "North Clinic, Room 0"],
  ["Floor\n0", "Floor, 0"],
])("the lines of %j are separated: %j", (location, place) => expect(placeName(location)).toBe(place));

test.each(["0", "0.0", "00", "0,00", "'0", '="0"', "00:00:00", "FALSE", "<p>0</p>", "0\n0", "<br>", "Location: 0"])(
  "%j is an empty cell, and no place",
  (location) => expect(placeName(location)).toBe(""),
);

test.each(["Location:", "Location: N/A", "^^^", "TBD^", undefined])("%j is no place", (location) => {
  expect(placeName(location)).toBe("");
});

test("both texts show the place so", () => {
  const given = appointment({ location: "NORTH CLINIC^ROOM 3" });
  expect(smsText(given, NOW + 1, CLINIC, ORIGINAL_TEXTS, NOW)).toContain("Location: NORTH CLINIC, ROOM 3. ");
  expect(emailOf(given).text).toContain("Location: NORTH CLINIC, ROOM 3\n");
});
