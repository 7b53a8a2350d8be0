//! scoring scaffold
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let sources = coebook::load::sources(std::path::Path::new(&a[2])).map_err(|e| format!("{e}")).unwrap();
    let t = std::time::Instant::now();
    eprintln!("load {:?}", t.elapsed());
    let read = coebook::read::all(&sources);
    eprintln!("read {:?}", t.elapsed());
    let (knowledge, findings) = coebook::model::assemble(&sources, read);
    eprintln!("assemble {:?}", t.elapsed());
    let mut output = coebook::write::Output::new();
    coebook::export::add(&mut output, &knowledge).map_err(|e| format!("{e}")).unwrap();
    coebook::write::commit(&output, std::path::Path::new(&a[4]), &Default::default())
        .map_err(|e| format!("{e}"))
        .unwrap();
    eprintln!("write {:?}", t.elapsed());
    for f in findings {
        eprintln!("{}:{}:{}: {:?}[{}]: {}", f.path, f.line, f.column, f.level, f.rule, f.message);
    }
    for s in &sources.skipped {
        eprintln!("skipped {} {}", s.path, s.reason);
    }
}
