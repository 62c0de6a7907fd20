#[test] fn builtin_is_fine() { let l = graph_schema::builtin(); for d in l.diagnostics.iter() { println!("{}\n", graph_schema::render::plain(d, &l.sources)); } assert!(l.diagnostics.is_empty()); }
