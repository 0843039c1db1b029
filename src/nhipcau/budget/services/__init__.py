"""What people do with money. Enter by the modules: `estimates`, `appraising`, `allocating`, `vouchers`, `settlements`, `frames`, `lists`, `importing`."""
