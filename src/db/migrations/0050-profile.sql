-- Why: customers choose the language they are written to in; how they are reached is theirs to change since 0043.
grant update (language) on party to brikke_app;
