/*
 * paths.h - where the data are; data.md explains each file.
 */
#ifndef REPORT_PATHS_H
#define REPORT_PATHS_H

#define DATA              "report/data"
#define DATA_FACTS        DATA "/facts.csv"
#define DATA_MEASUREMENTS DATA "/measurements.csv"
#define DATA_MEMORY       DATA "/memory.csv"
#define DATA_REQUESTS     DATA "/requests.csv"
#define DATA_FLIGHT       DATA "/flight.csv"
#define DATA_TRANSCRIPT   DATA "/cache.txt"
#define DATA_INTERLEAVING DATA "/interleaving.csv"
#define DATA_COURSES      DATA "/courses"
#define DATA_PREVIOUS     DATA "/previous"
#define DATA_UNFINISHED   DATA "/unfinished"
#define DATA_SUMMARY      DATA "/summary.csv"
#define DATA_ORIGINAL     "report/original.csv"

#endif
