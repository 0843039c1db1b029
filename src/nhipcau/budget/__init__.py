"""Money of a plan: estimate, appraisal, allocation, vouchers, settlement. Amounts are whole đồng."""
