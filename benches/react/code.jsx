import { OTPInput } from "input-otp";
import { useState } from "react";

const SLOTS = ["a", "b", "c", "d", "e", "f"];

/** The next screen. The bench does not come here, but its code travels with the page. */
export function CodeStep() {
  const [code, setCode] = useState("");
  return (
    <form className="details" noValidate>
      <h2>인증번호 입력</h2>
      <div className="field">
        <label htmlFor="code">인증번호</label>
        <OTPInput
          id="code"
          maxLength={SLOTS.length}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          render={({ slots }) => (
            <div className="code">
              {SLOTS.map((key, index) => (
                <div key={key}>{slots[index]?.char}</div>
              ))}
            </div>
          )}
        />
      </div>
      <button type="submit" className="primary">
        9,900원 결제하기
      </button>
    </form>
  );
}
