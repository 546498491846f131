"""The command line: a file per command. Only here is anything printed, prompted for, or exited from."""
