import IntlTelInput from "@intl-tel-input/react/with-utils";

const CARRIERS = [
  ["SKT", "SKT"],
  ["KT", "KT"],
  ["LGU", "LG U+"],
  ["budget", "알뜰폰"],
];

export function Carrier({ chosen, onChoose }) {
  return (
    <fieldset className="field">
      <legend>통신사</legend>
      <div className="choices four">
        {CARRIERS.map(([value, name]) => (
          <label className="choice" key={value}>
            <input
              type="radio"
              name="carrier"
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** One country only, without its list and flags: the quickest that the component can be. */
export function Phone({ onNumber, onValidity }) {
  return (
    <div className="field">
      <label htmlFor="phone">휴대폰 번호</label>
      <IntlTelInput
        initialCountry="kr"
        onlyCountries={["kr"]}
        countrySelectorMode="OFF"
        showFlags={false}
        separateDialCode={false}
        numberDisplayFormat="NATIONAL"
        onChangeNumber={onNumber}
        onChangeValidity={onValidity}
        inputProps={{
          id: "phone",
          name: "phone",
          inputMode: "tel",
          autoComplete: "tel-national",
          required: true,
          placeholder: "010-0000-0000",
        }}
      />
    </div>
  );
}

export function Birth({ birth, onChange }) {
  return (
    <fieldset className="field" aria-labelledby="birth-group">
      <p className="label" id="birth-group" aria-hidden="true">
        생년월일
      </p>
      <div className="birth">
        <input
          id="birth"
          name="birth"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          required
          placeholder="900101"
          aria-label="생년월일 6자리"
          aria-describedby="birth-hint"
          value={birth.date}
          onChange={({ target }) => onChange({ ...birth, date: target.value })}
        />
        <span aria-hidden="true">–</span>
        <input
          id="birth-digit"
          name="birth-digit"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={1}
          required
          aria-label="주민등록번호 뒤 첫 자리"
          aria-describedby="birth-hint"
          value={birth.digit}
          onChange={({ target }) => onChange({ ...birth, digit: target.value })}
        />
        <span className="dots" aria-hidden="true">
          ••••••
        </span>
      </div>
      <p className="hint" id="birth-hint">
        명의자 확인에만 쓰고 바로 지워요.
      </p>
    </fieldset>
  );
}
