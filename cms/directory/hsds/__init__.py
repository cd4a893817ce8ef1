"""The directory as Open Referral's Human Services Data Specification (HSDS) 3.1."""
