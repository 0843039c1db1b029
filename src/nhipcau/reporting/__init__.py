"""Reports of units and what is made of them: forms, cycles, filling from evidence, consolidation, the frozen result."""
