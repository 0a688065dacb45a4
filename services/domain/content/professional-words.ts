/** Words of names that are not a physician's, or that already have a title. In lower case. */

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Titles before a name, in the languages seen so far. */
export const TITLES = words(
  "dr dra drs dott dottssa doc doctor doctora doktor docteur dokter pr prof profa professor professora professeur pd " +
    "med priv-doz dipl dipl-med dent mag ing mr mrs ms miss mx mister madam sir dame lord lady rev fr herr frau hr fru " +
    "monsieur madame mme mlle sr sra srta señor señora sig sigra doña m/s shri smt capt captain maj major col " +
    "colonel lt sgt cmdr " +
    // Titles that are professions.
    "nurse sister matron midwife physician surgeon consultant registrar resident intern therapist physiotherapist " +
    "psychologist psychiatrist counselor counsellor dietitian nutritionist hygienist dentist pharmacist optometrist " +
    "podiatrist audiologist radiographer sonographer technician phlebotomist chiropractor acupuncturist practitioner " +
    "on coach trainer instructor teacher tutor educator advisor adviser navigator doula chaplain pastor father rabbi imam " +
    "brother deacon clinician hospitalist paramedic medic specialist fellow carer caregiver visiting guest " +
    "enfermera enfermero schwester pfleger infirmière infirmier " +
    // Titles in other scripts.
    'д-р др доктор проф δρ د د. דר ד״ר ד"ר डॉ डॉ.',
);

/**
 * Degrees, licences and certificates after a name, without their dots: HL7 v2 table 0360, the credentials of US
 * practitioners, and British and German degrees. The part after a hyphen (`FNP-C`) is ignored.
 */
export const CREDENTIALS = words(
  "aa aas aba ae as ba bba be bfa bn bs bsl bsn bt canp cer cma cnm cnp cns cpnp crn crnp dba ded dip do emt emtp fpnp " +
    "hs jd ma mba mcs mda md mds me med mee mfa mme ms msa msl msn mt mts np pa pac phd phe phs pn pharmd rma rn rph " +
    "sec ts aprn anp agnp arnp fnp pnp pmhnp whnp acnp dnp cnl crna lpn lvn rd rdn ldn cde cdces rdh dds dmd dpm dc od " +
    "aud slp ccc pt dpt mpt pta ot otr otd cota at atc lac lmt lmft mft lpc lpcc lcpc lcsw licsw lmsw lsw msw bcba " +
    "psyd edd edm mph mhs mpas mmsc msc bsc mbbs mbchb bmbs mb bch frcs frcp mrcp mrcs mrcgp frcpc facs facp faap " +
    "facog facc faafp ccfp dphil drph dsc scd dvm nd dnap rt rrt cf ibclc doula lm cpm ccht gp obe mbe cbe",
);

/** Words after the comma of a name that are not credentials. */
export const GENERATIONS = words("jr sr jnr snr ii iii iv");

/** Words for a department, a team, a place or a role of several people. */
export const SERVICES = words(
  "team teams department departments dept depts division unit clinic clinics clinica clínica klinik praxis practice " +
    "center centre hospital service services group office desk reception staff room suite lab labs laboratory " +
    "schedule provider providers resource x-ray xray mri ct ecg ekg eeg ultrasound imaging sonography mammography " +
    "mammogram endoscopy dialysis infusion chemo chemotherapy phlebotomy vaccination vaccinations immunization " +
    "immunizations immunisation screening surgery surgical medicine medical health healthcare care nursing nurses " +
    "doctors physicians dental dentistry hygiene orthodontics orthopedics orthopaedics pediatrics paediatrics " +
    "obstetrics maternity midwifery pharmacy nutrition dietetics rehab rehabilitation physio counseling counselling " +
    "admissions outpatient outpatients inpatient emergency triage telehealth telemedicine visit appointment walk-in " +
    "on-call anyone any first available assistant practitioner worker therapist technician technologist nurse midwife " +
    "resident equipo servicio departamento consulta abteilung ambulanz sprechstunde ärzte équipe " +
    "vaccine vaccines shot shots flu covid injection injections booster draw blood checkup check-up followup follow-up " +
    "consult consultation exam exams wellness walk attending intake pc llc pllc inc ltd gmbh and or und " +
    // Substitutes, test entries, and people who are not physicians.
    "locum locums temp temporary substitute agency vertretung urlaubsvertretung remplaçant remplaçante suplente " +
    "test tests testing demo dummy sample example placeholder system default user admin administrator secretary duty " +
    "training trainee student students volunteer interpreter translator coordinator navigator manager aide " +
    "float cover relief weekend vacant inactive retired patient patients telephone phone video virtual online class course workshop webinar session " +
    "radiología cardiología kardiologie radiologie cardiologie of the for",
);

/** Endings of specialties and treatments that no surname has: radiology, physiotherapy, psychiatry, orthopedics. */
export const SERVICE_ENDING =
  /(?:ology|ologies|ología|therapy|therapies|terapia|therapie|iatry|iatrics|ometry|opedics|odontics)$/;
