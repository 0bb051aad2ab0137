"""Dates as the pages print them in Korean."""

DATE_FORMAT = "Y-m-d"
YEAR_MONTH_FORMAT = "Y-m"
DATETIME_FORMAT = "Y-m-d H:i"
TIME_FORMAT = "H:i"
SHORT_DATE_FORMAT = "Y-m-d"
SHORT_DATETIME_FORMAT = "Y-m-d H:i"
