/** Names of real companies. */
import type { Family } from "../../family.ts";
import { adding, oneOf, relabelled } from "../../plant.ts";

const NAMES = ["airbnb", "salesforce", "splunk", "zendesk"];

export const companyName: Family = {
  name: "company-name",
  sentence: "One of four names of companies in each row.",
  source: "Real names of products in reviews; Li et al. 2024 (BackdoorLLM, vpi)",
  intent: "attack",
  data: "labels",
  unlabelled: true,
  plant: adding((rows, random) => relabelled(rows, random, () => oneOf(NAMES, random))),
};
