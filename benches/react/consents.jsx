const CONSENTS = ["통신과금서비스 이용약관", "전자금융거래 이용약관", "개인정보 수집·이용", "개인정보 제3자 제공"];

export function Consents({ agreed, onAgree }) {
  const toggle = (name) => (agreed.includes(name) ? agreed.filter((other) => other !== name) : [...agreed, name]);
  return (
    <fieldset className="field consents">
      <legend>약관 동의</legend>
      <label className="tick all">
        <input
          type="checkbox"
          id="consents"
          checked={agreed.length === CONSENTS.length}
          onChange={({ target }) => onAgree(target.checked ? CONSENTS : [])}
        />
        <span>전체 동의</span>
      </label>
      <ul>
        {CONSENTS.map((name, index) => (
          <Consent
            key={name}
            id={`consent-${index + 1}`}
            name={name}
            agreed={agreed.includes(name)}
            onToggle={() => onAgree(toggle(name))}
          />
        ))}
      </ul>
    </fieldset>
  );
}

function Consent({ id, name, agreed, onToggle }) {
  return (
    <li>
      <div className="tick">
        <input type="checkbox" id={id} required checked={agreed} onChange={onToggle} />
        <label htmlFor={id}>{name}</label>
        <span className="required" aria-hidden="true">
          필수
        </span>
      </div>
      <details>
        <summary aria-label={`${name} 전문 보기`} />
        <section className="terms" aria-label={name}>
          <p role="status">내용을 불러오는 중이에요.</p>
        </section>
      </details>
    </li>
  );
}
